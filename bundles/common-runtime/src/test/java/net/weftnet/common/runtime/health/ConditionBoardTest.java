package net.weftnet.common.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.common.runtime.api.Health.Level;
import org.junit.jupiter.api.Test;

class ConditionBoardTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ConditionBoard board = new ConditionBoard(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void aSubjectStartsDegraded() {
        board.open("control", "xmpp");
        assertEquals(List.of(new Condition("control", "xmpp", Level.DEGRADED, "starting", now)), board.conditions());
    }

    @Test
    void sinceIsWhenTheLevelChangedNotTheDetail() {
        var subject = board.open("control", "xmpp");
        now = now.plusSeconds(1);
        var well = now;
        subject.ok("1 peer");
        now = now.plusSeconds(1);
        subject.ok("2 peers");
        assertEquals(List.of(new Condition("control", "xmpp", Level.OK, "2 peers", well)), board.conditions());
        subject.failed("port in use");
        assertEquals(List.of(new Condition("control", "xmpp", Level.FAILED, "port in use", now)), board.conditions());
    }

    @Test
    void listsByRoleAndSubject() {
        board.open("control", "xmpp");
        board.open("config", "log");
        board.open("control", "ifmap");
        assertEquals(
                List.of("log", "ifmap", "xmpp"),
                board.conditions().stream().map(Condition::subject).toList());
    }

    @Test
    void closingTheOldLeavesTheNewOfTheSameName() {
        var old = board.open("config", "log");
        var replacement = board.open("config", "log");
        replacement.ok("fine");
        old.close();
        assertEquals(Level.OK, board.conditions().getFirst().level());
        replacement.close();
        assertEquals(List.of(), board.conditions());
    }
}
