-- The course of each training, for its loss curve. Named by the checkpoint, so whoever shares a
-- training by memoisation shares its curve.
create table training_step (
  checkpoint    text not null,
  step          integer not null,
  loss          double precision not null,
  gradient_norm double precision not null,
  step_millis   double precision not null,
  primary key (checkpoint, step)
);

create index progress_checkpoint on progress (checkpoint);
