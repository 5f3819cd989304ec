/**
 * The policy inside a Vert.x Web handler, and the gateway built on it.
 *
 * <p>A request's way: {@code StrictRequestDecoder} checks the head's bytes; {@code RequestPipeline}
 * refuses what cannot be served and asks the policy; {@code Exchange} sends what was decided and
 * nothing else, on a connection of {@code Upstreams}; {@code ResponseRelay} hands the response
 * back, or {@code UpgradeRelay} joins the two connections.
 *
 * <p>Starting points:
 *
 * <ul>
 *   <li>{@link io.letterhead.vertx.Gateway}: listens by itself
 *   <li>{@link io.letterhead.vertx.PolicyHandler}: to be mounted in a router
 *   <li>{@link io.letterhead.vertx.DecisionListener}: hears what was decided
 * </ul>
 */
@NullMarked
package io.letterhead.vertx;

import org.jspecify.annotations.NullMarked;
