CREATE INDEX flyway_ticket_seat ON flyway_ticket (lower(seat));
