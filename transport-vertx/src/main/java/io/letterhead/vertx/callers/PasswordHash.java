package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The hash of a password, as {@code htpasswd} writes it: salted, and slow to compute. Immutable.
 *
 * <p>Its cost is bounded: whoever can reach the gateway can have it computed. Of a password, bcrypt
 * takes the first 72 bytes, as everywhere.
 */
final class PasswordHash {

  private enum Form {
    BCRYPT("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}"),
    APR1("(\\$apr1\\$[./A-Za-z0-9]{1,8}\\$)[./A-Za-z0-9]{22}"),
    SHA_256("(\\$5\\$(?:rounds=[1-9][0-9]{3,5}\\$)?[./A-Za-z0-9]{1,16}\\$)[./A-Za-z0-9]{43}"),
    SHA_512("(\\$6\\$(?:rounds=[1-9][0-9]{3,5}\\$)?[./A-Za-z0-9]{1,16}\\$)[./A-Za-z0-9]{86}");

    private final Pattern pattern;

    Form(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  private final Form form;
  private final String text;
  private final String salt;

  private PasswordHash(Form form, String text, String salt) {
    this.form = form;
    this.text = text;
    this.salt = salt;
  }

  /**
   * Reads bcrypt of a cost of 4 to 16, apr1, or SHA-crypt of 1000 to 999999 rounds.
   *
   * @return nothing if it is none of these
   */
  static Optional<PasswordHash> read(String text) {
    for (Form form : Form.values()) {
      Matcher matcher = form.pattern.matcher(text);
      if (matcher.matches()) {
        return Optional.of(
            new PasswordHash(form, text, form == Form.BCRYPT ? "" : matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  /** Whether it is the hash of a password, in UTF-8. Takes its time: milliseconds to seconds. */
  boolean isOf(String password) {
    byte[] bytes = password.getBytes(UTF_8);
    if (form == Form.BCRYPT) {
      return BCrypt.checkpw(bytes, text);
    }
    String computed =
        form == Form.APR1
            ? Md5Crypt.apr1Crypt(bytes, salt)
            : form == Form.SHA_256
                ? Sha2Crypt.sha256Crypt(bytes, salt)
                : Sha2Crypt.sha512Crypt(bytes, salt);
    return MessageDigest.isEqual(computed.getBytes(US_ASCII), text.getBytes(US_ASCII));
  }

  /** Shows nothing of the hash. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
