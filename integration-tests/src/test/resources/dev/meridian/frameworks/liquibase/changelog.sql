--liquibase formatted sql

--changeset shop:1
CREATE TABLE liquibase_seat (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seat text NOT NULL UNIQUE);
--rollback DROP TABLE liquibase_seat;

--changeset shop:2
--preconditions onFail:HALT
--precondition-sql-check expectedResult:0 SELECT count(*) FROM liquibase_seat
INSERT INTO liquibase_seat (seat) VALUES ('B1'), ('B2');
--rollback DELETE FROM liquibase_seat;

--changeset shop:3 runInTransaction:false
CREATE INDEX CONCURRENTLY liquibase_seat_lower ON liquibase_seat (lower(seat));
--rollback DROP INDEX liquibase_seat_lower;
