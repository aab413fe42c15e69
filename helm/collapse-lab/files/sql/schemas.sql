-- The role and schema of each service, in the lab's database, as its owner or a superuser. The
-- passwords are set apart: ALTER ROLE curator PASSWORD '...'.
CREATE ROLE curator LOGIN;
CREATE SCHEMA curator AUTHORIZATION curator;
ALTER ROLE curator SET search_path = curator;
CREATE ROLE trainer LOGIN;
CREATE SCHEMA trainer AUTHORIZATION trainer;
ALTER ROLE trainer SET search_path = trainer;
CREATE ROLE evaluator LOGIN;
CREATE SCHEMA evaluator AUTHORIZATION evaluator;
ALTER ROLE evaluator SET search_path = evaluator;
