package dev.meridian.wrong.routing;

import java.util.Date;

@SuppressWarnings("JavaUtilDate") // the defect is the point
final class ReadsDate {
  Date now() {
    return new Date();
  }
}
