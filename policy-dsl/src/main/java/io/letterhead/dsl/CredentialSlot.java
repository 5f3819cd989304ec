package io.letterhead.dsl;

import io.letterhead.policy.Profile;

/** What {@code @credential} stands for where a rule is written. */
sealed interface CredentialSlot {

  /**
   * The slot of the provider's profile.
   *
   * @param profile the profile
   */
  record Known(Profile profile) implements CredentialSlot {}

  /** Nothing: the provider has no profile. */
  record None() implements CredentialSlot {}

  /** Nothing that is known: the provider's profile has a problem of its own. */
  record Unread() implements CredentialSlot {}

  /** Nothing: the rules are every provider's, and no such rule may inject. */
  record Shared() implements CredentialSlot {}
}
