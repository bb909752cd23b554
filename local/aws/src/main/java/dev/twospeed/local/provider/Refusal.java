package dev.twospeed.local.provider;

/** What the embedded AWS does not do, told to the user of the stack in one sentence. */
final class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message);
    }
}
