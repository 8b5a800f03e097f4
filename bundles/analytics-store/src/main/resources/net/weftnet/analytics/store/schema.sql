-- Rows come in order of time, more or less, so that a range of time is a range of row groups.
-- Times are UTC. A statement ends with a semicolon at the end of a line.

CREATE TABLE IF NOT EXISTS schema_version (version INTEGER);

CREATE TABLE IF NOT EXISTS messages (
    id          BIGINT,     -- counts up
    time        TIMESTAMP,  -- when it was told, by the clock of who told it
    received    TIMESTAMP,  -- when it came, by the collector's clock
    source      VARCHAR,    -- the node
    node_type   VARCHAR,
    module      VARCHAR,
    instance    VARCHAR,
    type        VARCHAR,    -- the message's name
    kind        VARCHAR,    -- system, object, response, trace, syslog, …
    level       TINYINT,    -- 0 (emergency) to 7 (debug), or null
    category    VARCHAR,
    sequence    INTEGER,
    context     VARCHAR,    -- what a response answers
    data        JSON,       -- its fields
    xml         VARCHAR     -- the same as it was on the wire
);

CREATE TABLE IF NOT EXISTS objects (
    message     BIGINT,     -- messages.id
    time        TIMESTAMP,
    object_type VARCHAR,    -- virtual-network, bgp-peer, …
    object      VARCHAR     -- its name
);

CREATE TABLE IF NOT EXISTS flows (
    time                TIMESTAMP,
    source              VARCHAR,  -- the node that saw it
    flow                VARCHAR,  -- the same in all samples of a flow
    direction           VARCHAR,  -- ingress: from a workload, egress: to it
    source_network      VARCHAR,
    source_address      VARCHAR,
    source_port         INTEGER,
    destination_network VARCHAR,
    destination_address VARCHAR,
    destination_port    INTEGER,
    protocol            SMALLINT,
    action              VARCHAR,  -- pass, drop
    drop_reason         VARCHAR,
    rule                VARCHAR,  -- who decided
    port                VARCHAR,  -- the virtual-machine-interface
    peer_node           VARCHAR,  -- underlay address of the other node
    setup               TIMESTAMP,
    teardown            TIMESTAMP,
    bytes               BIGINT,   -- since the sample before
    packets             BIGINT,
    total_bytes         BIGINT,   -- since the flow began
    total_packets       BIGINT,
    sampling            DOUBLE    -- how many samples this one stands for
);

CREATE TABLE IF NOT EXISTS stats (
    time        TIMESTAMP,
    source      VARCHAR,
    node_type   VARCHAR,
    module      VARCHAR,
    instance    VARCHAR,
    stat        VARCHAR,    -- struct.field
    object      VARCHAR,    -- name of the object it is about
    data        JSON        -- values and tags
);

CREATE TABLE IF NOT EXISTS uves (
    time        TIMESTAMP,
    source      VARCHAR,
    node_type   VARCHAR,
    module      VARCHAR,
    instance    VARCHAR,
    object_type VARCHAR,
    object      VARCHAR,
    struct      VARCHAR,
    deleted     BOOLEAN,
    data        JSON        -- null when it was deleted
);

CREATE TABLE IF NOT EXISTS alarms (
    time        TIMESTAMP,
    alarm       VARCHAR,
    object_type VARCHAR,
    object      VARCHAR,
    event       VARCHAR,    -- raised, cleared, acknowledged
    severity    TINYINT,    -- 0 (critical) to 2 (minor)
    data        JSON
);

CREATE VIEW IF NOT EXISTS object_logs AS
    SELECT o.object_type, o.object, m.*
    FROM objects o JOIN messages m ON m.id = o.message AND m.time = o.time;

CREATE VIEW IF NOT EXISTS flow_records AS
    SELECT flow, direction, source,
           any_value(source_network) AS source_network, any_value(source_address) AS source_address,
           any_value(source_port) AS source_port,
           any_value(destination_network) AS destination_network, any_value(destination_address) AS destination_address,
           any_value(destination_port) AS destination_port, any_value(protocol) AS protocol,
           arg_max(action, time) AS action, arg_max(drop_reason, time) AS drop_reason, arg_max(rule, time) AS rule,
           any_value(port) AS port, any_value(peer_node) AS peer_node,
           min(setup) AS setup, max(teardown) AS teardown, min(time) AS first_seen, max(time) AS last_seen,
           sum(bytes)::BIGINT AS bytes, sum(packets)::BIGINT AS packets,
           max(total_bytes) AS total_bytes, max(total_packets) AS total_packets
    FROM flows GROUP BY flow, direction, source;
