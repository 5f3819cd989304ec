package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Rejection.Reason;
import org.jspecify.annotations.Nullable;

/** Writes what the policy writes into one request, behind the caller's fields. */
final class PolicyWrites {

  private final RequestClass requests;
  private final RequestEvaluation request;
  private final Outcome outcome;
  private final ImmutableList<Credential> credentials;

  PolicyWrites(
      RequestClass requests, RequestEvaluation request, ImmutableList<Credential> credentials) {
    this.requests = requests;
    this.request = request;
    this.outcome = request.outcome();
    this.credentials = credentials;
  }

  void write() {
    for (FieldName slot : requests.uncredentialed()) {
      outcome.reject(
          Reason.NO_CREDENTIAL, slot.spelled(), "has no credential: no rule of it holds");
    }
    ImmutableList<Written> writes = requests.writes();
    for (int i = 0; i < writes.size(); i++) {
      write(writes.get(i));
    }
  }

  private void write(Written written) {
    if (written instanceof Written.Fixed fixed) {
      leaves(fixed.name(), fixed.value());
    } else if (written instanceof Written.Fallback fallback) {
      if (!request.fields().arrives(fallback.name())) {
        leaves(fallback.name(), fallback.value());
      }
    } else if (written instanceof Written.Fact fact) {
      String value = request.head().fact(fact.fact());
      if (!value.isEmpty()) {
        writeChecked(fact.name(), value, fact.name().spelled(), "");
      }
    } else if (written instanceof Written.Datum datum) {
      String value = request.data().text(datum.key());
      if (value != null) {
        writeChecked(datum.name(), value, request.carrier(), "under `" + datum.key() + "` ");
      }
    } else if (written instanceof Written.Injected injected) {
      inject(injected);
    } else if (written instanceof Written.Custom custom) {
      CustomWrites.write(custom, request.fields(), outcome);
    } else {
      throw new AssertionError(written);
    }
  }

  /** Writes a value that the policy did not fix, so that it is checked like a caller's. */
  private void writeChecked(FieldName name, String value, String source, String where) {
    switch (FieldValue.content(value)) {
      case MALFORMED ->
          outcome.reject(
              Reason.MALFORMED_VALUE,
              source,
              "holds " + where + "a control character or one that is no byte");
      case OPAQUE ->
          outcome.reject(Reason.NON_ASCII, source, "holds " + where + "a byte above 0x7F");
      case PLAIN -> leaves(name, value);
    }
  }

  private void inject(Written.Injected injected) {
    Bring bring = injected.rule().bring().orElse(null);
    outcome.wouldLeave(injected.name());
    if (bring == null) {
      injectSecret(injected);
    } else if (bring instanceof Bring.Field field) {
      injectField(injected, field.name().name());
    } else if (bring instanceof Bring.Data data) {
      String brought = request.data().text(data.key().text());
      injectBrought(injected, brought, request.carrier(), "holds under `" + data.key() + "` ");
    } else {
      throw new AssertionError(bring);
    }
  }

  private void injectField(Written.Injected injected, FieldName name) {
    ImmutableList<String> lines =
        CallerFields.lines(request.head().fields(), request.nomination(), name);
    if (lines.size() > 1) {
      outcome.reject(Reason.BROUGHT, name.spelled(), "comes twice; a caller brings one credential");
    } else {
      injectBrought(injected, lines.isEmpty() ? null : lines.get(0), name.spelled(), "holds ");
    }
  }

  private void injectBrought(
      Written.Injected injected, @Nullable String brought, String source, String holds) {
    if (brought == null) {
      injectSecret(injected);
      return;
    }
    Positioned scheme = injected.rule().scheme();
    try {
      if (injected.brought().render(brought) instanceof Credential.Rendered rendered) {
        leaves(injected.name(), rendered.value());
      } else {
        outcome.reject(Reason.BROUGHT, source, holds + "no credential for `" + scheme + "`");
      }
    } catch (FailedCallException e) {
      outcome.reject(
          Reason.PLUG_IN,
          injected.name().spelled(),
          "is not written: the plug-in `" + scheme + "` " + e.getMessage());
    }
  }

  private void injectSecret(Written.Injected injected) {
    if (injected.index() == Written.NO_SECRET) {
      outcome.reject(
          Reason.NO_CREDENTIAL,
          injected.name().spelled(),
          "has no credential: the caller is to bring one");
      return;
    }
    Credential credential = credentials.get(injected.index());
    if (credential instanceof Credential.Rendered rendered) {
      leaves(injected.name(), rendered.value());
    } else if (credential instanceof Credential.Unusable unusable) {
      outcome.reject(
          Reason.SECRET,
          injected.name().spelled(),
          "has no credential: secret " + unusable.secret());
    } else {
      throw new AssertionError(credential);
    }
  }

  private void leaves(FieldName name, String value) {
    outcome.leaves(name.spelled(), value, Owner.POLICY);
  }
}
