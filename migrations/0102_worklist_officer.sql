-- With whom of an office the work is, and whether somebody urged it.
alter table cases.worklist add column officer text, add column urged_on date;
