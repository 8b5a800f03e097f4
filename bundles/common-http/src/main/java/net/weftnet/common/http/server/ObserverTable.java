package net.weftnet.common.http.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.weftnet.common.http.api.AnsweredCall;
import net.weftnet.common.http.api.CallObserver;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of calls that are over. Thread-safe. */
@Component(service = ObserverTable.class)
public final class ObserverTable {
    private static final Logger log = LoggerFactory.getLogger(ObserverTable.class);

    private final List<CallObserver> observers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addObserver(CallObserver observer) {
        observers.add(observer);
    }

    void removeObserver(CallObserver observer) {
        observers.remove(observer);
    }

    void answered(AnsweredCall call) {
        for (var observer : observers) {
            try {
                observer.answered(call);
            } catch (RuntimeException e) {
                log.error("{} {}: an observer failed", call.method(), call.path(), e);
            }
        }
    }
}
