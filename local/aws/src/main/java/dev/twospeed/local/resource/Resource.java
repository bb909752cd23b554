package dev.twospeed.local.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One resource that a stack program deployed.
 *
 * @param urn the engine's name of it
 * @param type Pulumi type token, such as {@code aws:kinesis/stream:Stream}
 * @param id the id the provider gave it
 * @param inputs its inputs after {@code check}, secrets unwrapped; property names as in the Pulumi schema
 * @param outputs what the stack program sees: the inputs, computed properties, and what a data plane added
 */
public record Resource(String urn, String type, String id, ObjectNode inputs, ObjectNode outputs) {}
