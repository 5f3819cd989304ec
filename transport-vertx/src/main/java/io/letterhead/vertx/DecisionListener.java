package io.letterhead.vertx;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.RequestHead;

/**
 * Hears each decision: for an audit, a demonstration.
 *
 * <p>It hears names, owners and reasons, and it must keep it at that: the value of a field that the
 * policy owns is secret, and a caller's may be. It is called on an event loop, once a request,
 * after the decision and before anything is sent, so it must not block. What it does to its
 * arguments has no effect but that the request may fail; so does an exception.
 */
@FunctionalInterface
public interface DecisionListener {

  /**
   * A request was decided.
   *
   * @param provider the provider's name
   * @param request what the caller sent, behind the provider's route
   * @param leaves what leaves and what does not; counts only if the decision is to forward
   * @param decision what was decided
   */
  void decided(String provider, RequestHead request, OutboundHead leaves, Decision decision);

  /** Who does not listen: nothing needs to be copied for it. */
  enum Nobody implements DecisionListener {
    LISTENS;

    @Override
    public void decided(
        String provider, RequestHead request, OutboundHead leaves, Decision decision) {}
  }

  /** One that does not listen. */
  static DecisionListener none() {
    return Nobody.LISTENS;
  }
}
