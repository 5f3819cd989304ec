package io.letterhead.vertx;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Cause;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestClass;

/**
 * Which rules write or decide a name, as text. The latest answers are kept; callers choose names,
 * so of names that are longer than any in use none is. Safe for use by several event loops.
 */
final class RulesByName {

  private static final int MOST_KNOWN = 10_000;
  private static final int LONGEST_KNOWN = 64;

  private final LoadingCache<Question, ImmutableList<String>> known =
      CacheBuilder.newBuilder().maximumSize(MOST_KNOWN).build(CacheLoader.from(Question::answer));

  /** The rules that write a name into the requests of a class. */
  ImmutableList<String> writing(ProviderPolicy provider, RequestClass requests, String name) {
    return answer(new Question(provider, requests, name, true));
  }

  /** What decides what becomes of a caller's field of this name in a class of requests. */
  ImmutableList<String> deciding(ProviderPolicy provider, RequestClass requests, String name) {
    return answer(new Question(provider, requests, name, false));
  }

  /** How many answers are kept. */
  long size() {
    return known.size();
  }

  private ImmutableList<String> answer(Question question) {
    return question.name().length() > LONGEST_KNOWN
        ? question.answer()
        : known.getUnchecked(question);
  }

  /** One name in one class of requests. */
  private record Question(
      ProviderPolicy provider, RequestClass requests, String name, boolean written) {

    ImmutableList<String> answer() {
      ImmutableList<Cause> causes =
          written ? provider.writing(requests, name) : provider.deciding(requests, name);
      return causes.stream()
          .map(cause -> cause.position().map(Object::toString).orElse(cause.summary()))
          .collect(ImmutableList.toImmutableList());
    }
  }
}
