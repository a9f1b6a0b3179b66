CREATE TABLE flyway_ticket (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seat text NOT NULL UNIQUE);
INSERT INTO flyway_ticket (seat) VALUES ('A1'), ('A2');
