create table experiment (
  id           text primary key,
  name         text not null,
  -- The resolved experiment, as JSON.
  resolved     text not null,
  status       text not null,
  submitted_at timestamptz not null,
  finished_at  timestamptz
);

-- What is known of each iteration of each condition. Events arrive in any order, so a row may exist
-- before its experiment, and no column waits for another.
create table progress (
  id              bigserial primary key,
  experiment      text not null,
  condition       text not null,
  iteration       integer not null,
  dataset         text,
  real            integer,
  synthetic       integer,
  rejected        integer,
  flagged         integer,
  composed_at     timestamptz,
  checkpoint      text,
  step            integer,
  steps           integer,
  loss            double precision,
  gradient_norm   double precision,
  step_millis     double precision,
  training_at     timestamptz,
  progressed_at   timestamptz,
  trained_at      timestamptz,
  training_reused boolean,
  unique (experiment, condition, iteration)
);

create table training_image (
  id           bigserial primary key,
  experiment   text not null,
  condition    text not null,
  iteration    integer not null,
  slot         integer not null,
  attempt      integer not null,
  image        text not null,
  caption      text,
  requested_at timestamptz,
  made_at      timestamptz,
  reused       boolean,
  judged_at    timestamptz,
  accepted     boolean,
  scores       text,
  reasons      text,
  unique (experiment, condition, iteration, slot, attempt)
);

-- The measurement of a checkpoint, shared by all who ask for the same one.
create table evaluation (
  key          text primary key,
  checkpoint   text not null,
  -- The base checkpoint, whose small CLIP is the feature network.
  base         text not null,
  recipe       text not null,
  state        text not null,
  -- The experiment in whose name the images were asked for.
  requester    text not null,
  metrics      text,
  requested_at timestamptz not null,
  measured_at  timestamptz
);

create table evaluation_image (
  id         bigserial primary key,
  evaluation text not null references evaluation (key),
  slot       integer not null,
  image      text not null,
  caption    text not null,
  held_out   boolean not null,
  made_at    timestamptz,
  reused     boolean,
  unique (evaluation, slot)
);

create index evaluation_image_key on evaluation_image (image);

-- Who is to be told of a measurement.
create table subscription (
  id            bigserial primary key,
  experiment    text not null,
  condition     text not null,
  iteration     integer not null,
  evaluation    text not null references evaluation (key),
  -- Whether the measurement was there before it was asked for.
  reused        boolean not null,
  metrics       text,
  subscribed_at timestamptz not null,
  announced_at  timestamptz,
  unique (experiment, condition, iteration)
);

create index subscription_evaluation on subscription (evaluation);

-- What was given up, and why.
create table failure (
  id         bigserial primary key,
  experiment text not null,
  condition  text not null,
  iteration  integer not null,
  service    text not null,
  work       text not null,
  reason     text not null,
  failed_at  timestamptz not null,
  unique (experiment, condition, iteration, service, work)
);

create table outbox (
  id    bigserial primary key,
  topic text not null,
  value bytea not null
);
