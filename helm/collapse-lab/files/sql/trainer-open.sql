select count(*) from training_job where state in ('WAITING', 'RUNNING')
