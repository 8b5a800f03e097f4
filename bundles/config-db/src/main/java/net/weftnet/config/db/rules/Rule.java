package net.weftnet.config.db.rules;

import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;

/** Provides what an author left out of an object, and checks what YANG cannot say. */
public interface Rule {

    /** {@return whether the rule concerns objects of a type} */
    boolean concerns(ObjectType type);

    /** Fills in what is missing in a new or changed object. All objects of the change get this before the next rule. */
    default void fill(ObjectDraft object, ObjectView view) throws ConfigException, StorageException {}

    /** Checks a new or changed object, when everything is filled in and every reference is known to be good. */
    default void check(ObjectDraft object, ObjectView view) throws ConfigException {}
}
