package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.function.Predicate;

/** Who breaks a requirement of chapter 9. */
final class ConnectionSaboteurs {
  private static final String WHOLE = "a well-formed request at the origin, or none";

  private ConnectionSaboteurs() {}

  /** Sends such lines on as they came. */
  private static FrontSteps passingOn(Predicate<String> such) {
    return new FrontSteps() {
      @Override
      void line(String line, FrontMessage message) throws FrontRefusal {
        int colon = line.indexOf(':');
        if (such.test(line) && colon >= 0) {
          message.passedOn.add(
              new WireField(line.substring(0, colon), line.substring(colon + 1).strip()));
        } else {
          super.line(line, message);
        }
      }
    };
  }

  static Sabotage lh_9_1_sendsFoldedLinesOn() {
    return Sabotage.of(passingOn(line -> line.startsWith(" X-") || line.startsWith("\t")), WHOLE)
        .and("LH-3.5");
  }

  static Sabotage lh_9_2_dropsTheSpaceBeforeAColon() {
    return Sabotage.of(
            new FrontSteps() {
              @Override
              void line(String line, FrontMessage message) throws FrontRefusal {
                super.line(line.replaceFirst("[ \\t]+:", ":"), message);
              }
            },
            "nothing at the origin")
        .and("LH-3.5");
  }

  static Sabotage lh_9_3_takesBareCarriageReturns() {
    return Sabotage.of(passingOn(line -> line.startsWith("X-Tag: a\r")), WHOLE).and("LH-3.1");
  }

  static Sabotage lh_9_4_takesBareLineFeedsForPartsOfAValue() {
    return Sabotage.of(passingOn(line -> line.contains("\n")), WHOLE);
  }

  static Sabotage lh_9_5_takesNuls() {
    return Sabotage.of(passingOn(line -> line.startsWith("X-Tag: ") && line.contains("\0")), WHOLE)
        .and("LH-3.2");
  }

  static Sabotage lh_9_6_joinsLinesWithoutAColonToTheValueBefore() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void line(String line, FrontMessage message) throws FrontRefusal {
            if (line.indexOf(':') >= 0 || message.fields.isEmpty()) {
              super.line(line, message);
            } else {
              int last = message.fields.size() - 1;
              WireField before = message.fields.get(last);
              message.fields.set(last, new WireField(before.name(), before.value() + " " + line));
            }
          }
        },
        "no byte of the caller's at the origin");
  }

  static Sabotage lh_9_7_takesTheFirstHost() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void host(FrontMessage message, String own) throws FrontRefusal {
            if (message.values("Host").size() < 2) {
              super.host(message, own);
            }
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_8_needsNoHost() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void host(FrontMessage message, String own) throws FrontRefusal {
            if (!message.values("Host").isEmpty()) {
              super.host(message, own);
            }
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_9_goesWhereTheTargetSays() {
    return Sabotage.of(
        new FrontSteps() {
          private volatile boolean moved;

          @Override
          void target(FrontMessage message, String own, String prefix) throws FrontRefusal {
            moved = message.target.startsWith("http://evil.example/");
            message.target = message.target.replace("http://evil.example/", "/");
            super.target(message, own, prefix);
          }

          @Override
          Outbound written(Outbound decided, FrontMessage message) {
            Outbound written = super.written(decided, message);
            return moved
                ? written.host(decided.host().replace("127.0.0.1", "evil.example"))
                : written;
          }
        },
        "the origin's own host, or no request");
  }

  static Sabotage lh_9_10_takesUserinfoForACredential() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void target(FrontMessage message, String own, String prefix) throws FrontRefusal {
            int end = message.target.indexOf('@');
            if (message.target.startsWith("http://user:") && end > 0) {
              String userinfo = message.target.substring("http://".length(), end);
              message.passedOn.add(new WireField("Authorization", "Basic " + userinfo));
              message.target = "http://" + message.target.substring(end + 1);
            }
            super.target(message, own, prefix);
          }
        },
        "no byte of the caller's at the origin");
  }

  static Sabotage lh_9_11_saysThatTheTunnelIsThere() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void host(FrontMessage message, String own) throws FrontRefusal {
            if (message.method.equals("CONNECT") && !message.target.startsWith("/")) {
              throw new FrontRefusal(200, "a tunnel");
            }
            super.host(message, own);
          }
        },
        "the caller got status 200");
  }

  static Sabotage lh_9_12_decidesTheFirstRequestOfAConnectionAlone() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          Outbound written(Outbound decided, FrontMessage message) {
            List<WireField> own =
                message.fields.stream().filter(f -> f.isNamed("X-Unlisted")).toList();
            return message.number > 1 ? decided.with(own) : decided;
          }
        },
        "no byte of the caller's at the origin");
  }

  static Sabotage lh_9_13_readsHeadsOfAnySize() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int largestHead() {
            return Integer.MAX_VALUE;
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_14_believesTheLength() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int framing(FrontMessage message) throws FrontRefusal {
            boolean both = message.values("Transfer-Encoding").size() == 1;
            return both && message.values("Content-Length").size() == 1
                ? length(message.values("Content-Length").get(0))
                : super.framing(message);
          }
        },
        "the content that the chunks hold, or no request");
  }

  static Sabotage lh_9_15_takesTheFirstLength() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int framing(FrontMessage message) throws FrontRefusal {
            return message.values("Content-Length").size() > 1 && message.closes()
                ? length(message.values("Content-Length").get(0))
                : super.framing(message);
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_16_readsLengthsAsJavaDoes() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int length(String length) throws FrontRefusal {
            return length.startsWith("+") ? Integer.parseInt(length) : super.length(length);
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_17_looksForChunkedAnywhere() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int coding(String coding) throws FrontRefusal {
            return coding.contains("chunked") ? CHUNKED : super.coding(coding);
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_9_18_readsChunkSizesAsJavaDoes() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          int size(String line) throws FrontRefusal {
            return line.startsWith("+") ? Integer.parseInt(line, 16) : super.size(line);
          }
        },
        "no whole request at the origin");
  }

  static Sabotage lh_9_19_takesExtensionsForContent() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void extension(String line, FrontMessage message) {
            message.content.append(line.replaceFirst("[^;]*;?", ""));
          }
        },
        "no byte of the caller's at the origin");
  }

  static Sabotage lh_9_20_mergesTrailersIntoTheFields() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void trailer(String line, FrontMessage message) {
            int colon = line.indexOf(':');
            message.fields.add(
                new WireField(line.substring(0, colon), line.substring(colon + 1).strip()));
          }
        },
        "no trailer among the fields at the origin");
  }

  static Sabotage lh_9_21_goesOnAfterARefusal() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          boolean endsAfterRefusal() {
            return false;
          }
        },
        "no request out of what follows at the origin");
  }

  static Sabotage lh_9_22_keepsConnectionsOfHttp10() {
    return Sabotage.of(
        new FrontSteps() {
          @Override
          void start(String line, FrontMessage message) throws FrontRefusal {
            super.start(line, message);
            message.version = "HTTP/1.1";
          }
        },
        "no request out of what follows at the origin");
  }
}
