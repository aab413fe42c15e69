-- What makes the images of a plan need not be the checkpoint that came before.
alter table plan add column previous text;
update plan set previous = source;
alter table plan alter column previous set not null;
