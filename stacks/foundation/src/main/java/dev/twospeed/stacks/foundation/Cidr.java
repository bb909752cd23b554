package dev.twospeed.stacks.foundation;

import java.util.Optional;
import java.util.regex.Pattern;

/** A block of private IPv4 addresses, cut into sixteen subnets of equal size. */
record Cidr(int address, int bits) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int SUBNET_BITS = 4;

    /** Reads a block that AWS takes for a VPC and that leaves room for subnets: /16 to /24, host bits zero. */
    static Optional<Cidr> parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var address = 0;
        for (int i = 1; i <= 4; i++) {
            var octet = Integer.parseInt(matcher.group(i));
            if (octet > 255) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        var bits = Integer.parseInt(matcher.group(5));
        var fits = bits >= 16 && bits <= 24 && (address & (-1 >>> bits)) == 0;
        return fits ? Optional.of(new Cidr(address, bits)) : Optional.empty();
    }

    /** The block's subnet with an index from 0 to 15. */
    Cidr subnet(int index) {
        var subnetBits = bits + SUBNET_BITS;
        return new Cidr(address | index << (32 - subnetBits), subnetBits);
    }

    @Override
    public String toString() {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255)
                + "/" + bits;
    }
}
