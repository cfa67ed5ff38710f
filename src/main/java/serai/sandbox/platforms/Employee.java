package serai.sandbox.platforms;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;

import java.util.Locale;
import java.util.Random;

/**
 * Somebody of a simulated organisation, at the end of a year: when they joined and left, what became of their address, and what was
 * mistyped. Every detail follows from the seed and the number. Each has an account on both platforms, made in the month of joining;
 * the platforms do not learn of later changes. An address is one employee's for ever; only the addresses of desks belong to several
 * at all times.
 */
final class Employee {

    static final int MONTHS = 12;
    static final int DESKS = 3;

    private static final String TYPING_ERROR = "typing error";

    private final int number;
    private final String firstName;
    private final String lastName;
    private final int joined;
    private final boolean listed;
    private final boolean left;
    private final String first;
    private final String address;
    private final String alias;
    private final boolean desk;
    private final boolean mistyped;
    private final boolean byPhone;
    private final boolean told;
    private final boolean capitals;

    Employee(int number, String firstName, String lastName, Random random) {
        this.number = number;
        this.firstName = firstName;
        this.lastName = lastName;
        joined = random.nextInt(2) == 0 ? 0 : random.nextInt(MONTHS);
        boolean late = joined + random.nextInt(3) >= MONTHS; // the organisation lists joiners up to two months later
        left = joined < MONTHS - 1 && random.nextInt(8) == 0;
        listed = !late && !left;
        desk = random.nextInt(20) == 0;
        first = desk ? desk(random.nextInt(DESKS)) : "p%s@example.org".formatted(number);
        int changes = desk || random.nextInt(5) > 0 ? 0 : 1 + random.nextInt(2);
        address = changes == 0 ? first : "p%s.%s@example.org".formatted(number, changes);
        boolean noted = random.nextInt(3) > 0; // not each change is written down
        alias = changes == 0 || !noted ? "" : changes == 1 ? first : "p%s.1@example.org".formatted(number);
        mistyped = random.nextInt(10) == 0;
        byPhone = random.nextInt(4) == 0;
        told = random.nextInt(3) > 0;
        capitals = random.nextBoolean();
    }

    static String desk(int desk) {
        return "desk%s@example.org".formatted(desk);
    }

    String id() {
        return "E-" + number;
    }

    String firstName() {
        return firstName;
    }

    String lastName() {
        return lastName;
    }

    /** The month in which they joined, from 0. */
    int joined() {
        return joined;
    }

    /** Whether the directory has them by the end of the year. */
    boolean isListed() {
        return listed;
    }

    /** Their row of the directory: id, address, alias, phone, first and last name. */
    String row() {
        return String.join(",", id(), address, alias, "+49 30 " + phone(), firstName, lastName);
    }

    private String phone() {
        return String.format(Locale.ROOT, "%07d", number % 10_000_000);
    }

    Account on(Platform platform) {
        String shown = capitals ? first.toUpperCase(Locale.ROOT) : first;
        if (platform == Platform.PRAESIDIUM) {
            String externalId = told ? id() : null;
            return new Account(shown, "Email", externalId, found(externalId, first, false));
        }
        if (byPhone) {
            return new Account(mistyped ? "+4999" + phone() : "+4930" + phone(), "Phone", null,
                    !listed ? missing() : mistyped ? TYPING_ERROR : "PHONE");
        }
        return new Account(mistyped ? "x" + shown : shown, "Email", null, found(null, first, mistyped));
    }

    /** By what a directory should find the person: from the facts alone, not by the code that searches a directory. */
    private String found(@Nullable String externalId, String contact, boolean wrong) {
        if (!listed) {
            return missing();
        }
        if (externalId != null) {
            return "EXTERNAL_ID";
        }
        if (wrong) {
            return TYPING_ERROR;
        }
        if (desk) {
            return "several have it";
        }
        return contact.equals(address) || contact.equals(alias) ? "EMAIL" : "changed since";
    }

    private String missing() {
        return left ? "left" : "not listed yet";
    }
}
