package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.RequestFact;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * What the application knows of one request and no field says: who the caller is, the caller's
 * data, and more fields. Travels in the request's {@link HttpContext}.
 *
 * <p>It is the application's word, not a caller's: a caller's id decides which rules hold, so it is
 * to be one that was authenticated. The fields are the caller's like all others of the request: the
 * policy lets them pass or removes them. Immutable; each method returns another one. {@link
 * #toString} shows no value.
 */
public final class CallerContext {

  private static final String ATTRIBUTE = "io.letterhead.apache.caller";
  private static final CallerContext NONE = new CallerContext(Map.of(), null, ImmutableList.of());

  private final Map<RequestFact, String> facts;
  private final @Nullable String data;
  private final ImmutableList<CallerField> fields;

  private CallerContext(
      Map<RequestFact, String> facts, @Nullable String data, ImmutableList<CallerField> fields) {
    this.facts = facts;
    this.data = data;
    this.fields = fields;
  }

  /** A request of which nothing is known: what a context without one stands for. */
  public static CallerContext none() {
    return NONE;
  }

  /**
   * A request of an authenticated caller.
   *
   * @param id what the policy's conditions on callers name
   * @throws NullPointerException if {@code id} is null
   */
  public static CallerContext caller(String id) {
    return NONE.fact(RequestFact.CALLER_ID, id);
  }

  /**
   * Says a fact, such as the address of the client that the application serves.
   *
   * @throws NullPointerException if an argument is null
   */
  public CallerContext fact(RequestFact fact, String value) {
    requireNonNull(value, "value");
    Map<RequestFact, String> more = new EnumMap<>(RequestFact.class);
    more.putAll(facts);
    more.put(requireNonNull(fact, "fact"), value);
    return new CallerContext(more, data, fields);
  }

  /**
   * Gives the caller's data, as the policy's carrier would hold it. A policy without a carrier
   * refuses such a request.
   *
   * @param json a JSON object in one line
   * @throws NullPointerException if {@code json} is null
   */
  public CallerContext data(String json) {
    return new CallerContext(facts, requireNonNull(json, "json"), fields);
  }

  /**
   * Adds a field to the request: behind its own, in the order of the calls; one that is there
   * already stays beside it. Like every field of a caller it leaves only if the policy lets it.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the name is no field name, or the value holds a control
   *     character or one that is no byte; the message names the field and shows no value
   */
  public CallerContext header(String name, String value) {
    ImmutableList<CallerField> more =
        ImmutableList.<CallerField>builder()
            .addAll(fields)
            .add(CallerField.of(name, value))
            .build();
    return new CallerContext(facts, data, more);
  }

  /** A new context for one request, with this in it. */
  public HttpClientContext toContext() {
    HttpClientContext context = HttpClientContext.create();
    putInto(context);
    return context;
  }

  /**
   * Puts this into a context, in the place of what was there before.
   *
   * @throws NullPointerException if {@code context} is null
   */
  public void putInto(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /** What a context holds. */
  static CallerContext of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof CallerContext caller ? caller : NONE;
  }

  String fact(RequestFact fact) {
    return facts.getOrDefault(fact, "");
  }

  Optional<String> data() {
    return Optional.ofNullable(data);
  }

  ImmutableList<CallerField> fields() {
    return fields;
  }

  /** Which facts are known, and the fields' names. */
  @Override
  public String toString() {
    return "CallerContext" + facts.keySet() + fields;
  }
}
