package dev.twospeed.local.network;

import java.util.regex.Pattern;

/** A block of IPv4 addresses, such as {@code 10.0.0.0/16}. */
record Cidr(int address, int length) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    static final Cidr EVERYWHERE = new Cidr(0, 0);

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException for anything but IPv4 in CIDR notation
     */
    static Cidr parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no block of IPv4 addresses");
        }
        var address = 0;
        for (var i = 1; i <= 4; i++) {
            address = address << 8 | Integer.parseInt(parts.group(i));
        }
        return new Cidr(address, Integer.parseInt(parts.group(5)));
    }

    /** Whether every address of the other block is in this one. */
    boolean covers(Cidr other) {
        var mask = length == 0 ? 0 : -1 << (32 - length);
        return length <= other.length && (address & mask) == (other.address & mask);
    }
}
