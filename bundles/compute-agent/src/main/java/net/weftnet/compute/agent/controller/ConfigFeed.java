package net.weftnet.compute.agent.controller;

import java.time.Duration;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;
import net.weftnet.protocol.xmpp.ConfigBlock;
import net.weftnet.protocol.xmpp.ConfigItem;
import net.weftnet.protocol.xmpp.Stanza;
import org.jspecify.annotations.Nullable;

/**
 * Applies what the source of configuration sends. The protocol has no mark for "that was all": the configuration counts
 * as complete when nothing has come for a while after something had, or something has come for long: a configuration
 * that is being changed is never quiet. Only then is what the source did not repeat removed; a source that says nothing
 * at all removes nothing. Confined to the agent's thread.
 */
public final class ConfigFeed {
    /** So many times the silence, and a source that is never silent has said all. */
    private static final int LONG = 12;

    private final ConfigDb db;
    private final Scheduler scheduler;
    private final Duration quiet;
    private final Runnable changed;
    private boolean complete;
    private @Nullable Cancellable silence; // runs while a source is heard and not complete
    private @Nullable Cancellable limit; // runs with it, from the first it said

    /**
     * @param quiet how long a source must be silent to have said all
     * @param changed called when the configuration has become complete
     */
    public ConfigFeed(ConfigDb db, Scheduler scheduler, Duration quiet, Runnable changed) {
        this.db = db;
        this.scheduler = scheduler;
        this.quiet = quiet;
        this.changed = changed;
    }

    /** A source begins: all that is known waits to be confirmed by it. */
    void restart() {
        stop();
        complete = false;
        db.markStale();
    }

    /** The source is lost; what is known stays as it is. */
    void stop() {
        silence = cancel(silence);
        limit = cancel(limit);
    }

    private static @Nullable Cancellable cancel(@Nullable Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
        return null;
    }

    void take(Stanza.ConfigUpdate update) {
        for (var block : update.blocks()) {
            for (var item : block.items()) {
                take(block.operation(), item);
            }
        }
        if (!complete) {
            silence = cancel(silence);
            silence = scheduler.schedule(quiet, this::finish);
            if (limit == null) {
                limit = scheduler.schedule(quiet.multipliedBy(LONG), this::finish);
            }
        }
    }

    private void take(ConfigBlock.Operation operation, ConfigItem item) {
        switch (operation) {
            case UPDATE -> update(item);
            case DELETE -> delete(item);
        }
    }

    private void update(ConfigItem item) {
        switch (item) {
            case ConfigItem.Node node -> db.put(name(node.name()), node.properties());
            case ConfigItem.Link link -> db.link(link.metadata(), name(link.left()), name(link.right()));
        }
    }

    private void delete(ConfigItem item) {
        switch (item) {
            case ConfigItem.Node node -> db.remove(name(node.name()));
            case ConfigItem.Link link -> db.unlink(link.metadata(), name(link.left()), name(link.right()));
        }
    }

    private static ObjectName name(ConfigItem.Name name) {
        return new ObjectName(name.type(), name.name());
    }

    private void finish() {
        stop();
        complete = true;
        db.sweep();
        changed.run();
    }

    /** {@return whether the present source has said all} */
    public boolean complete() {
        return complete;
    }
}
