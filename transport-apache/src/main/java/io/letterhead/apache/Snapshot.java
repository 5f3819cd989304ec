package io.letterhead.apache;

import com.google.common.base.Strings;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/**
 * A request's head while it is copied out of HttpClient's message: each name and value is asked for
 * once, so an object that answers otherwise later lies to nobody. For one thread and one attempt.
 */
final class Snapshot {

  private final RequestHead.Builder head;
  private final Set<String> names = new HashSet<>();

  private Snapshot(RequestHead.Builder head) {
    this.head = head;
  }

  static Snapshot of(HttpRequest request, String method, RequestTarget target) {
    Snapshot snapshot = new Snapshot(RequestHead.builder(method, target));
    for (Header field : request.getHeaders()) {
      snapshot.add(Strings.nullToEmpty(field.getName()), Strings.nullToEmpty(field.getValue()));
    }
    return snapshot;
  }

  /** Adds what the application says of the request; its data not among it. */
  Snapshot with(CallerContext caller) {
    head.caller(caller.fact(RequestFact.CALLER_ID))
        .clientAddress(caller.fact(RequestFact.CLIENT_ADDRESS))
        .scheme(caller.fact(RequestFact.SCHEME))
        .host(caller.fact(RequestFact.HOST));
    caller.fields().forEach(field -> add(field.name().spelled(), field.value()));
    return this;
  }

  /** Adds those fields of the client whose names are not there yet. */
  Snapshot with(List<CallerField> defaults) {
    Set<String> before = Set.copyOf(names);
    for (CallerField field : defaults) {
      if (!before.contains(field.name().folded())) {
        add(field.name().spelled(), field.value());
      }
    }
    return this;
  }

  /**
   * Adds the caller's data under the name that carries it.
   *
   * @throws RefusedException if there is data, and nothing that carries it
   */
  Snapshot withData(Optional<String> data, Optional<FieldName> carrier) throws RefusedException {
    if (data.isPresent()) {
      if (carrier.isEmpty()) {
        throw new RefusedException(
            Rejection.Reason.CALLER_DATA, "there is data of the caller, and no carrier for it");
      }
      add(carrier.get().spelled(), data.get());
    }
    return this;
  }

  RequestHead head() {
    return head.build();
  }

  private void add(String name, String value) {
    head.add(name, value);
    if (FieldName.isToken(name)) {
      names.add(FieldName.fold(name));
    }
  }
}
