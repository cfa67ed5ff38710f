package serai.testkit.http;

import serai.passwords.Password;

import java.util.concurrent.atomic.AtomicInteger;

/** A password as dear as a hash, which counts how often it was asked instead of taking time. */
public final class CountedPassword implements Password {

    public final AtomicInteger runs = new AtomicInteger();
    private final String password;

    public CountedPassword(String password) {
        this.password = password;
    }

    @Override
    public boolean matches(String candidate) {
        runs.incrementAndGet();
        return password.equals(candidate);
    }

    @Override
    public int iterations() {
        return 1_000;
    }
}
