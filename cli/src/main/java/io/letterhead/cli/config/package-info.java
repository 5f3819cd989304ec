/**
 * The gateway's configuration: what its file, its variables and its flags say, with every problem
 * at its place.
 *
 * <p>Starting points: {@link io.letterhead.cli.config.GatewaySettings}, and {@link
 * io.letterhead.cli.config.Setting} for the table of all keys.
 */
@NullMarked
package io.letterhead.cli.config;

import org.jspecify.annotations.NullMarked;
