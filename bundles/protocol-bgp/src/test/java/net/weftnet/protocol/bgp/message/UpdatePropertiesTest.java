package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.junit.jupiter.api.Test;

/**
 * What holds for any UPDATE. The fuzzer counts with {@code -Dbgp.fuzz=N} (1,000,000 unless told) and repeats a run with
 * {@code -Dbgp.fuzz.seed=S}.
 */
class UpdatePropertiesTest {
    private static final int ATTRIBUTES_AT = 23;
    private static final int FUZZ_PARTS = 16;

    /** One for each session, as it is meant to be. */
    private static Map<SessionOptions, AttributeCache> caches() {
        return Map.of(Hex.INTERNAL, new AttributeCache(64), Hex.EXTERNAL, new AttributeCache(64));
    }

    @Property
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll boolean fourOctetAs) throws BgpException {
        var options = fourOctetAs ? Hex.INTERNAL : Hex.TWO_OCTETS;
        var update = new UpdateArbitraries(new Random(seed)).update();
        var out = Unpooled.buffer();
        MessageCodec.encode(update, options, out);
        var decoded = (Update) MessageCodec.decode(out.slice(), options, new AttributeCache(1));
        assertEquals(List.of(), decoded.faults());
        assertEquals(update.reach(), decoded.reach());
        assertEquals(update.unreach(), decoded.unreach());
        // A narrow path with confederations is not restored to the letter (RFC 6793 section 4.2.3).
        if (fourOctetAs) {
            assertEquals(update, decoded);
            assertEquals(Hex.hex(out), Hex.encode(decoded, options));
        }
    }

    /** In parts that each have a seed and sessions of their own, side by side. */
    @Test
    void mutatedUpdatesDoNoHarm() {
        long seed = Long.getLong("bgp.fuzz.seed", System.nanoTime());
        int count = Integer.getInteger("bgp.fuzz", 1_000_000);
        System.out.println("Fuzzing UPDATEs: -Dbgp.fuzz=" + count + " -Dbgp.fuzz.seed=" + seed);
        IntStream.range(0, FUZZ_PARTS).parallel().forEach(part -> fuzz(seed + part, count / FUZZ_PARTS));
    }

    private static void fuzz(long seed, int count) {
        var caches = caches();
        var random = new SplittableRandom(seed);
        var values = new UpdateArbitraries(random);
        var samples = new ByteBuf[50];
        var message = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            if (i % 1000 == 0) {
                refill(samples, values);
            }
            message.clear().writeBytes(samples[random.nextInt(samples.length)].slice());
            mutate(message, random);
            decode(message.slice(), i % 2 == 0 ? Hex.INTERNAL : Hex.EXTERNAL, caches);
        }
    }

    private static void refill(ByteBuf[] samples, UpdateArbitraries values) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Unpooled.buffer();
            MessageCodec.encode(values.update(), Hex.INTERNAL, samples[i]);
        }
    }

    /** Changes octets and bits, cuts off the end, and sets the length right again more often than not. */
    private static void mutate(ByteBuf message, RandomGenerator random) {
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = 19 + random.nextInt(message.readableBytes() - 19);
            message.setByte(at, random.nextBoolean() ? random.nextInt() : message.getByte(at) ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            message.writerIndex(ATTRIBUTES_AT + random.nextInt(message.readableBytes() - ATTRIBUTES_AT + 1));
            message.setShort(16, message.readableBytes());
        }
    }

    /** What is decoded without a fault is as good as if it had been sent like this. */
    private static void decode(ByteBuf message, SessionOptions options, Map<SessionOptions, AttributeCache> caches) {
        Update update;
        try {
            update = (Update) MessageCodec.decode(message, options, caches.get(options));
        } catch (BgpException e) {
            assertTrue(e.error().code() == 3, e.error()::toString);
            return;
        }
        if (update.faults().isEmpty()
                && update.reach().size() + update.unreach().size() == 1) {
            checkAgain(update, options, caches);
        }
    }

    private static void checkAgain(Update update, SessionOptions options, Map<SessionOptions, AttributeCache> caches) {
        var out = Unpooled.buffer(128);
        MessageCodec.encode(update, options, out);
        try {
            var again = (Update) MessageCodec.decode(out, options, caches.get(options));
            assertEquals(routes(update), routes(again));
            assertEquals(update.attributes(), again.attributes());
        } catch (BgpException e) {
            throw new AssertionError("We refuse what we wrote ourselves: " + Hex.hex(out), e);
        }
    }

    private static List<Nlri> routes(Update update) {
        return update.reach().isEmpty()
                ? update.unreach().getFirst().routes()
                : update.reach().getFirst().routes();
    }

    /** Whatever is in an attribute other than MP_REACH_NLRI and MP_UNREACH_NLRI, it never ends a session. */
    @Property(tries = 20_000)
    void valuesOfAttributesNeverEndASession(@ForAll long seed) throws BgpException {
        var random = new Random(seed);
        var update = new UpdateArbitraries(random).update();
        if (update.reach().isEmpty()) {
            return;
        }
        var out = Unpooled.buffer();
        MessageCodec.encode(update, Hex.INTERNAL, out);
        int end = ATTRIBUTES_AT + out.getUnsignedShort(ATTRIBUTES_AT - 2);
        for (int at = ATTRIBUTES_AT; at < end; ) {
            boolean isLong = (out.getByte(at) & 0x10) != 0;
            int value = at + (isLong ? 4 : 3);
            int next = value + (isLong ? out.getUnsignedShort(at + 2) : out.getUnsignedByte(at + 2));
            int code = out.getUnsignedByte(at + 1);
            for (int i = value; i < next && code != 14 && code != 15; i++) {
                out.setByte(i, random.nextInt(5) == 0 ? random.nextInt() : out.getByte(i));
            }
            at = next;
        }
        var decoded = (Update) MessageCodec.decode(out, Hex.INTERNAL, new AttributeCache(1));
        assertEquals(1, decoded.reach().size() + decoded.unreach().size());
    }
}
