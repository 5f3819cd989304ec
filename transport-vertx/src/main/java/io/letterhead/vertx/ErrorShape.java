package io.letterhead.vertx;

import io.letterhead.policy.Profile;
import io.letterhead.policy.ProviderPolicy;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** How the body of a refusal is written: as clients of the provider expect errors. */
enum ErrorShape {
  /** {@code {"error": {message, type, param, code}}}. */
  OPENAI {
    @Override
    JsonObject of(Refusal refusal) {
      return new JsonObject()
          .put(
              "error",
              new JsonObject()
                  .put("message", refusal.message())
                  .put("type", type(refusal.status()))
                  .put("param", refusal.field())
                  .put("code", refusal.code()));
    }

    private static String type(int status) {
      return switch (status) {
        case 401 -> "authentication_error";
        case 403 -> "permission_error";
        case 429 -> "rate_limit_error";
        default -> status < 500 ? "invalid_request_error" : "server_error";
      };
    }
  },

  /** {@code {"type": "error", "error": {type, message}}}: the reason's name is in the message. */
  ANTHROPIC {
    @Override
    JsonObject of(Refusal refusal) {
      return new JsonObject()
          .put("type", "error")
          .put(
              "error",
              new JsonObject()
                  .put("type", type(refusal.status()))
                  .put("message", refusal.message() + " [" + refusal.code() + "]"));
    }

    private static String type(int status) {
      return switch (status) {
        case 401 -> "authentication_error";
        case 403 -> "permission_error";
        case 404 -> "not_found_error";
        case 413 -> "request_too_large";
        case 429 -> "rate_limit_error";
        case 504 -> "timeout_error";
        default -> status < 500 ? "invalid_request_error" : "api_error";
      };
    }
  };

  private static final String ANTHROPIC_PROFILE = "anthropic";

  /** The shape that clients of a provider expect. */
  static ErrorShape of(ProviderPolicy provider) {
    Optional<String> profile = provider.profile().map(Profile::name);
    return profile.filter(ANTHROPIC_PROFILE::equals).isPresent() ? ANTHROPIC : OPENAI;
  }

  /** The body. */
  abstract JsonObject of(Refusal refusal);
}
