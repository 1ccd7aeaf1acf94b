// A program that lives as long as its standard input, and says nothing.
process.stdin.resume();
