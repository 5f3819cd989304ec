package io.letterhead.policy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/** What the caller's data holds for one provider. */
final class CallerData {
  static final CallerData NONE = new CallerData();

  record Expected(ImmutableSet<String> texts, String headers) {}

  private final ImmutableMap<String, String> texts = ImmutableMap.of();
  private final Fields headers = new Fields(0);

  static CallerData read(String carrier, Expected expected) throws CallerDataException {
    if (carrier.isEmpty()) {
      throw new CallerDataException();
    }
    return NONE;
  }

  @Nullable String text(String key) {
    return texts.get(key);
  }

  Fields headers() {
    return headers;
  }
}
