/** Words that people use for one another when they speak of what programs do: one group a line. */
const groups = `
  create make new add start begin open set build write register
  delete remove drop erase trash bin discard clear
  cancel stop end terminate abort void
  update change edit modify adjust correct alter
  move transfer shift put relocate
  list show display see view overview all
  get read fetch retrieve return tell know
  search find look locate seek where
  send deliver post mail submit ship
  copy duplicate clone fork
  rename call name title
  share give access grant invite
  approve accept allow agree confirm
  reject decline refuse deny no
  assign give delegate responsible
  schedule plan arrange book appointment
  book reserve order buy
  message mail email letter inbox
  contact person people address
  phone call telephone number ring
  meeting event appointment calendar
  calendar agenda schedule day week today tomorrow monday tuesday wednesday thursday friday saturday sunday
  file document doc paper
  spreadsheet sheet table excel
  presentation slide deck
  folder directory
  image picture photo screenshot
  note remark comment
  customer client account company
  person employee colleague staff team
  issue bug ticket task problem
  repository repo codebase
  commit change
  pull merge pr
  build test pipeline ci
  deploy release ship publish live rollout
  log record track
  invoice bill charge
  payment pay money paid
  price cost fee expensive pay
  refund reimburse return back
  currency money dollar euro franc pound yen
  expense receipt cost spend
  salary wage pay payslip income
  vacation holiday leave off absence away
  job position opening vacancy hire
  candidate applicant apply
  hotel accommodation room stay
  flight plane fly airline
  train rail station
  taxi cab ride
  restaurant food eat dinner lunch
  weather rain temperature sunny forecast
  travel trip journey
  route direction way walk drive
  status state progress
  alert alarm warning
  incident outage emergency down broken
  server instance machine
  metric cpu memory load
  secret password key credential
  user member
  report statistic figure
  remind reminder remember
  translate language
  subscribe subscription membership
  unsubscribe cancel
  discount coupon off cheaper
  tax vat
  time hour clock
  date day
  attach attachment
  download save get
  upload import load
  export convert
`;

/** What else a person may have meant by each word. */
export function relatedWords(stem: (word: string) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const related = new Map<string, Set<string>>();
  for (const line of groups.trim().split("\n")) {
    const words = new Set(line.trim().split(" ").map(stem));
    for (const word of words) {
      const known = related.get(word) ?? new Set();
      for (const other of words) if (other !== word) known.add(other);
      related.set(word, known);
    }
  }
  return related;
}
