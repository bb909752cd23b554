package dev.twospeed.engines;

/** A login that is not let in; the reason is for the server's log, never for the client. */
final class LoginRefused extends Exception {
    LoginRefused(String reason) {
        super(reason, null, false, false);
    }
}
