package io.letterhead.vertx;

import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/**
 * What the exchanges of one handler share.
 *
 * @param vertx where they run
 * @param upstreams the connections to origins
 * @param headroom what the process can still take on
 * @param tunnels the WebSockets that are open
 * @param draining whether no further request is to come on a connection
 */
record Service(
    Vertx vertx,
    Upstreams upstreams,
    Headroom headroom,
    Tunnels tunnels,
    BooleanSupplier draining) {}
