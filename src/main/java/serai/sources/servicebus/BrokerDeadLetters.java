package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.sources.EventDecoder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The dead-letter sub-queue of a subscription or queue of Service Bus, which keeps the messages that could not be taken in. The
 * right to receive is enough to use it. For use by one thread.
 */
public final class BrokerDeadLetters implements AutoCloseable {

    /**
     * How many messages one {@link #take} may hold locked without completing them; the locks keep these messages from coming
     * again.
     */
    public static final int ASIDE_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerDeadLetters.class);
    private static final int PEEKED_MAX = 100;

    private final BrokerAccess access;
    private final EventDecoder decoder;
    private final ServiceBusReceiverAsyncClient client;

    /**
     * @param configuration names the subscription or queue, and how to sign in
     * @param within        how long to wait for each answer of the broker
     * @param decoder       makes records of messages
     */
    public BrokerDeadLetters(ServiceBusConfiguration configuration, Duration within, EventDecoder decoder) {
        this.access = new BrokerAccess(configuration, within);
        this.decoder = decoder;
        this.client = access.receiver(SubQueue.DEAD_LETTER_QUEUE).buildAsyncClient();
    }

    /**
     * Peeks at each message in the sub-queue, in the order of the sequence numbers. Nothing changes at the broker.
     *
     * @param to is given each message; returns whether it wants the next one
     * @throws BrokerUnreachableException if the broker does not answer in time, or answers with an error
     */
    public void each(Predicate<BrokerDeadLetter> to) {
        long from = 0;
        boolean more = true;
        List<ServiceBusReceivedMessage> page;
        do {
            page = peeked(from, PEEKED_MAX);
            for (int i = 0; i < page.size() && more; i++) {
                more = to.test(BrokerDeadLetter.of(page.get(i), decoder));
                from = page.get(i).getSequenceNumber() + 1;
            }
        } while (more && !page.isEmpty()); // a page may be short because its messages are large, so only an empty page is the end
    }

    /** The message with that sequence number. @throws BrokerUnreachableException as {@link #each} */
    public Optional<BrokerDeadLetter> find(long number) {
        return peeked(number, 1).stream().filter(message -> message.getSequenceNumber() == number).findFirst()
                .map(message -> BrokerDeadLetter.of(message, decoder));
    }

    private List<ServiceBusReceivedMessage> peeked(long from, int count) {
        try {
            return client.peekMessages(count, from).collectList().block(access.within());
        } catch (RuntimeException e) {
            throw access.unreachable(e);
        }
    }

    /**
     * Receives messages under locks, and gives the wanted ones to the handler, one after the other. When the handler returns
     * true, the message is completed at the broker. All other messages are given back at once at the end. If the process dies
     * in between, messages that were not completed come again when their locks end.
     *
     * @param wanted sequence numbers. The handler does not get messages that somebody else has locked, that are gone meanwhile,
     *               or that come after {@value #ASIDE_MAX} others that are not completed
     * @param handler  returns true once the message may be deleted at the broker, because its content is safe; an exception
     *                 ends the call
     * @return messages for which the handler returned true but which the broker has not completed: they come again
     * @throws BrokerUnreachableException if the broker can't be received from
     */
    public Set<Long> take(Set<Long> wanted, Predicate<BrokerDeadLetter> handler) {
        Set<Long> awaited = new HashSet<>(wanted);
        Set<Long> seen = new HashSet<>();
        Set<Long> notCompleted = new TreeSet<>();
        List<ServiceBusReceivedMessage> aside = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = access.receiver(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
            boolean more = true;
            while (more && !awaited.isEmpty() && aside.size() < ASIDE_MAX) {
                more = false; // unless a message comes for the first time, or can be completed now
                for (ServiceBusReceivedMessage message : received(receiver)) {
                    aside.add(message); // until it is completed
                    long number = message.getSequenceNumber();
                    more = seen.add(number);
                    boolean isSafe = more ? awaited.remove(number) && handler.test(BrokerDeadLetter.of(message, decoder))
                            : notCompleted.remove(number);
                    if (isSafe) {
                        if (isCompleted(receiver, message)) {
                            aside.remove(message);
                            more = true;
                        } else {
                            notCompleted.add(number);
                        }
                    }
                }
            }
        } finally {
            aside.forEach(this::giveBack); // only after the receiver is closed, which would get them again otherwise
        }
        return notCompleted;
    }

    /**
     * Receives one message at most. Further messages would stay locked while this one is handled, and messages that the broker
     * sends too late for this request would be locked too.
     */
    private List<ServiceBusReceivedMessage> received(ServiceBusReceiverClient receiver) {
        try {
            return receiver.receiveMessages(1, access.within()).stream().toList();
        } catch (RuntimeException e) {
            throw access.unreachable(e);
        }
    }

    private static boolean isCompleted(ServiceBusReceiverClient receiver, ServiceBusReceivedMessage message) {
        try {
            receiver.complete(message);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Dead letter {} could not be completed", message.getSequenceNumber(), e);
            return false;
        }
    }

    /** Ends the lock at once, so that other receivers need not wait until it expires. */
    private void giveBack(ServiceBusReceivedMessage message) {
        try {
            client.abandon(message).block(access.within());
        } catch (RuntimeException e) {
            LOG.debug("Dead letter {} could not be released; its lock will expire", message.getSequenceNumber(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
