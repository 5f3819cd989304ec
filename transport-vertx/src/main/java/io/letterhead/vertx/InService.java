package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Problem;
import io.letterhead.vertx.tls.TlsIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The revision in force, and whether it is the one that its operator wants. */
final class InService implements Supplier<Edition> {

  private final Lasting lasting;
  private final Revision first;
  private final List<Consumer<Edition>> followers = new ArrayList<>();
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile InForce inForce;
  private volatile ImmutableList<Problem> problems = ImmutableList.of();
  private volatile boolean stale;

  InService(Lasting lasting, Revision first) {
    this.lasting = lasting;
    this.first = first;
    this.inForce = new InForce(1, first, lasting.edition(first), Instant.now());
    lasting.meters().inForce(1);
  }

  /** The edition in force. */
  @Override
  public Edition get() {
    return inForce.edition();
  }

  /** The revision in force. */
  InForce inForce() {
    return inForce;
  }

  /** What the gateway was started with. */
  Revision first() {
    return first;
  }

  /** Who the gateway is to callers, where it speaks TLS. */
  TlsIdentity identity() {
    return inForce.revision().config().tls().orElseThrow();
  }

  /** Has somebody hear of each edition that comes into force from now on. */
  synchronized void onReplace(Consumer<Edition> follower) {
    followers.add(follower);
  }

  /** Whether what is in force is not what the newest files say. */
  boolean isStale() {
    return stale;
  }

  /** What is wrong with the newest files. */
  ImmutableList<Problem> problems() {
    return problems;
  }

  /** Whether the gateway is about to stop. */
  boolean isDraining() {
    return draining.get();
  }

  void drain() {
    draining.set(true);
  }

  synchronized ImmutableList<String> replace(Revision revision) {
    Revision settled = settled(revision);
    Edition edition = lasting.edition(settled);
    InForce next = new InForce(inForce.number() + 1, settled, edition, Instant.now());
    inForce = next;
    stale = false;
    problems = ImmutableList.of();
    lasting.meters().inForce(next.number());
    followers.forEach(follower -> follower.accept(edition));
    return waiting(first.config(), revision.config());
  }

  synchronized void keep(ImmutableList<Problem> found) {
    stale = true;
    problems = found;
    lasting.meters().reloadFailed();
  }

  /** What cannot change while the gateway runs, for servers and pools are made of it. */
  private static ImmutableList<String> waiting(GatewayConfig then, GatewayConfig now) {
    ImmutableList.Builder<String> keys = ImmutableList.builder();
    addIfOther(keys, "listen", then.listen(), now.listen());
    addIfOther(keys, "tls", then.tls().isPresent(), now.tls().isPresent());
    addIfOther(keys, "timeouts.connect", then.timeouts().connect(), now.timeouts().connect());
    addIfOther(
        keys, "timeouts.first-byte", then.timeouts().firstByte(), now.timeouts().firstByte());
    addIfOther(keys, "timeouts.idle", then.timeouts().idle(), now.timeouts().idle());
    addIfOther(keys, "limits.fields", then.limits().fields(), now.limits().fields());
    addIfOther(keys, "limits.head", then.limits().headBytes(), now.limits().headBytes());
    addIfOther(keys, "limits.connections", then.limits().connections(), now.limits().connections());
    addIfOther(keys, "rates.redis", then.redis(), now.redis());
    addIfOther(keys, "admin.listen", then.admin(), now.admin());
    return keys.build();
  }

  /** The revision, with what cannot change as it was at the start. */
  private Revision settled(Revision revision) {
    GatewayConfig then = first.config();
    GatewayConfig now = revision.config();
    Timeouts timeouts =
        new Timeouts(
            then.timeouts().connect(),
            then.timeouts().firstByte(),
            then.timeouts().idle(),
            now.timeouts().drain());
    Limits limits =
        new Limits(
            then.limits().fields(),
            then.limits().headBytes(),
            now.limits().bodyBytes(),
            then.limits().connections());
    return new Revision(
        revision.id(),
        revision.policy(),
        now.toBuilder()
            .listen(then.listen())
            .tls(then.tls().isEmpty() || now.tls().isEmpty() ? then.tls() : now.tls())
            .timeouts(timeouts)
            .limits(limits)
            .redis(then.redis())
            .admin(then.admin())
            .build());
  }

  private static void addIfOther(
      ImmutableList.Builder<String> keys, String key, Object then, Object now) {
    if (!then.equals(now)) {
      keys.add(key);
    }
  }
}
