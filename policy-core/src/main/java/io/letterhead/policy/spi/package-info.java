/**
 * What plug-ins implement, found with {@link java.util.ServiceLoader}: where secrets come from, how
 * credentials are rendered, and verbs of rules. Code on the class path is trusted code; {@code
 * docs/plugins.md} says what the engine holds it to all the same, with an example of each.
 *
 * <p>Starting points: {@link io.letterhead.policy.spi.SecretSource}, {@link
 * io.letterhead.policy.spi.CredentialScheme}, {@link io.letterhead.policy.spi.RuleVerb}.
 */
@NullMarked
package io.letterhead.policy.spi;

import org.jspecify.annotations.NullMarked;
