/**
 * The secret sources that come with the policy language.
 *
 * <p>Starting points: {@link io.letterhead.dsl.secret.EnvSecretSource}, {@link
 * io.letterhead.dsl.secret.FileSecretSource}.
 */
@NullMarked
package io.letterhead.dsl.secret;

import org.jspecify.annotations.NullMarked;
