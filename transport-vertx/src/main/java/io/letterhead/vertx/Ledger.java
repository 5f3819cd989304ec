package io.letterhead.vertx;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * Where requests are written down: names, reasons and counts, never a value. Safe for use by
 * several event loops; nothing of it blocks.
 *
 * @param headroom where requests under way are counted
 * @param listener who else hears of decisions
 * @param meters what is counted; null for nothing
 * @param accessLog a line for each request; null for none
 * @param audit a line for each decision; null for none
 * @param reports a line for each decision that is milder than the policy; null where it is enforced
 */
record Ledger(
    Headroom headroom,
    DecisionListener listener,
    @Nullable Meters meters,
    @Nullable AccessLog accessLog,
    @Nullable Audit audit,
    @Nullable ReportLog reports) {

  private static final Ledger CLOSED =
      new Ledger(Headroom.ample(), DecisionListener.none(), null, null, null, null);

  /** One that nothing is written in. */
  static Ledger closed() {
    return CLOSED;
  }

  /** Whether a decision can be written down: else none is to be made. */
  boolean isWritable() {
    return audit == null || audit.isWritable();
  }

  void arrived() {
    headroom.arrived();
  }

  /**
   * A request was decided.
   *
   * @throws RefusedException if that cannot be written down: then nothing may be sent
   */
  void decided(
      Visit visit,
      ProviderPolicy provider,
      RequestHead head,
      OutboundHead leaves,
      Decision decision) {
    if (meters != null) {
      meters.decided(provider.name(), leaves, decision);
    }
    if (audit != null && !audit.decided(visit, provider, head, leaves, decision)) {
      throw new RefusedException(Refusal.AUDIT);
    }
    if (reports != null && decision instanceof Decision.Forward) {
      reports.forwarded(visit, leaves);
    }
    if (listener != DecisionListener.Nobody.LISTENS) {
      listener.decided(provider.name(), head, copy(leaves), decision);
    }
  }

  /** A request was refused before it could be decided, or after. */
  void refused(Visit visit, Refusal refusal) {
    if (meters != null) {
      meters.refused(visit, refusal);
    }
    if (audit != null && refusal.outcome() == Visit.Outcome.REFUSED) {
      audit.refused(visit, refusal);
    }
  }

  /** The head of a provider's response has come. */
  void answered(Visit visit) {
    if (meters != null) {
      meters.answered(visit);
    }
  }

  /** A request has ended, in whichever way; heard once. */
  void ended(Visit visit) {
    if (!visit.end()) {
      return;
    }
    headroom.ended();
    if (meters != null) {
      meters.ended(visit);
    }
    if (accessLog != null) {
      accessLog.ended(visit);
    }
  }

  /** What a listener may do as it likes with. */
  private static OutboundHead copy(OutboundHead decided) {
    OutboundHead copy = new OutboundHead();
    for (int i = 0; i < decided.size(); i++) {
      copy.leaves(decided.name(i), decided.value(i), decided.owner(i));
    }
    for (int i = 0; i < decided.removedSize(); i++) {
      copy.removed(decided.removedName(i), decided.removal(i));
    }
    decided.removedParameters().forEach(copy::parameterRemoved);
    decided.tolerated().forEach(copy::tolerated);
    return copy;
  }
}
