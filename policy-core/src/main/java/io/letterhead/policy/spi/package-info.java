/**
 * What plug-ins implement, found with {@link java.util.ServiceLoader}: where secrets come from, and
 * how credentials are rendered. Code on the class path is trusted code.
 *
 * <p>Starting points: {@link io.letterhead.policy.spi.SecretSource}, {@link
 * io.letterhead.policy.spi.CredentialScheme}.
 */
@NullMarked
package io.letterhead.policy.spi;

import org.jspecify.annotations.NullMarked;
