select count(*) from evaluation e where e.state in ('WAITING', 'REQUESTED') and not exists (select 1 from evaluation_image i where i.evaluation = e.key and i.made_at is null)
