-- What was promised at acceptance and is late, also of closed cases: few rows among all clocks.
create index clock_promised on cases.clock (jurisdiction, due, case_id) where name like 'tolerance:%';
