CREATE OR REPLACE VIEW flyway_seats AS SELECT seat FROM flyway_ticket ORDER BY seat;
