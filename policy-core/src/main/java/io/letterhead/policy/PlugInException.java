package io.letterhead.policy;

/**
 * An installed plug-in that cannot serve: the message names its class and says why. Nothing works
 * until it is mended or taken off the class path, so that no policy means less than it says.
 */
public final class PlugInException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlugInException(String message, Throwable cause) {
    super(message, cause);
  }
}
