package dev.twospeed.local.kinesis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How partition keys spread over shards: by the MD5 of the key, in equal ranges of 128-bit numbers. */
final class HashRange {
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128);

    private HashRange() {}

    /** The shard, of so many, that a partition key belongs to. */
    static int shard(byte[] partitionKey, int shards) {
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(partitionKey));
            return shard(hash.getLong(), hash.getLong(), shards);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    /** The shard, of so many, that an explicit hash key belongs to. */
    static int shard(BigInteger hashKey, int shards) {
        return shard(hashKey.shiftRight(64).longValue(), hashKey.longValue(), shards);
    }

    /** floor(hash * shards / 2^128), exactly. */
    private static int shard(long high, long low, int shards) {
        var carried = unsignedHigh(low, shards);
        var middle = high * shards;
        var sum = middle + carried;
        var overflow = Long.compareUnsigned(sum, middle) < 0 ? 1 : 0;
        return (int) (unsignedHigh(high, shards) + overflow);
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b);
    }

    /** First hash key of a shard. */
    static BigInteger start(int shard, int shards) {
        var scaled = ALL.multiply(BigInteger.valueOf(shard)).divideAndRemainder(BigInteger.valueOf(shards));
        return scaled[1].signum() == 0 ? scaled[0] : scaled[0].add(BigInteger.ONE);
    }

    /** Last hash key of a shard. */
    static BigInteger end(int shard, int shards) {
        return start(shard + 1, shards).subtract(BigInteger.ONE);
    }

    static byte[] bytes(String partitionKey) {
        return partitionKey.getBytes(StandardCharsets.UTF_8);
    }
}
