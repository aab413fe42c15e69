-- A checkpoint to be trained. Its key is its recipe's, so the same training asked for twice is one row.
create table training_job (
    checkpoint   char(64) primary key,
    recipe       text        not null,
    state        varchar(16) not null check (state in ('WAITING', 'RUNNING', 'TRAINED', 'FAILED')),
    -- The lease: who trains, until when, and the number every claim raises. What a worker writes carries its fence.
    worker       varchar(200),
    leased_until timestamptz,
    fence        bigint      not null default 0,
    failures     int         not null default 0,
    -- After a failure the job rests until then.
    not_before   timestamptz not null default now(),
    reason       text,
    created_at   timestamptz not null default now(),
    finished_at  timestamptz
);

create index training_job_open on training_job (created_at) where state in ('WAITING', 'RUNNING');

-- Who waits for the checkpoint: conditions with equal recipes share one job.
create table subscriber (
    checkpoint char(64)     not null references training_job,
    experiment varchar(200) not null,
    condition  varchar(200) not null,
    iteration  int          not null,
    primary key (checkpoint, experiment, condition, iteration)
);

-- Events committed with the state they follow from, until the broker has them.
create table outbox (
    id    bigserial primary key,
    topic text  not null,
    value bytea not null
);
