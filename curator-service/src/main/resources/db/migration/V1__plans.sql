create table experiment (
  id         text primary key,
  -- The event experiment.submitted; empty while only the cancellation was seen.
  submitted  text,
  cancelled  boolean not null,
  created_at timestamptz not null
);

-- The making of one data set.
create table plan (
  id           bigserial primary key,
  experiment   text not null references experiment (id),
  condition    text not null,
  iteration    integer not null,
  -- The checkpoint that makes the images: the previous iteration's.
  source       text not null,
  state        text not null,
  dataset      text,
  checkpoint   text,
  planned_at   timestamptz not null,
  composed_at  timestamptz,
  unique (experiment, condition, iteration)
);

create table attempt (
  id       bigserial primary key,
  plan_id  bigint not null references plan (id),
  slot     integer not null,
  attempt  integer not null,
  image    text not null,
  judged   boolean not null,
  accepted boolean,
  quality  double precision,
  unique (plan_id, slot, attempt)
);

-- What a judge said of an image: conditions that share images share their judgements.
create table judgement (
  image    text not null,
  judge    text not null,
  verdict  text not null,
  primary key (image, judge)
);

create table outbox (
  id    bigserial primary key,
  topic text not null,
  value bytea not null
);
