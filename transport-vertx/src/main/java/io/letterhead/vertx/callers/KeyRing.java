package io.letterhead.vertx.callers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/** The keys of callers. Immutable. */
final class KeyRing {

  private final ImmutableList<String> names;
  private final ImmutableList<KeyDigest> digests;

  KeyRing(ImmutableMap<String, KeyDigest> keys) {
    this.names = keys.keySet().asList();
    this.digests = keys.values().asList();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Whose key it is. Compares with all of them, whichever it is, so that time tells nothing. */
  Optional<String> ownerOf(String key) {
    KeyDigest digest = KeyDigest.of(key);
    int owner = -1;
    for (int i = 0; i < digests.size(); i++) {
      owner = digests.get(i).matches(digest) ? i : owner;
    }
    return owner < 0 ? Optional.empty() : Optional.of(names.get(owner));
  }
}
