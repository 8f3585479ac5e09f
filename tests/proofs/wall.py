"""The database alone: random and targeted statements as the runtime role, for everybody and for nobody, against who may by hand."""

import random
import sys

from tests.proofs.base import database, end

STATEMENTS = 10_000


def main() -> None:
    from django.db import transaction

    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}: ./run prove wall {seed} tries the same once more", flush=True)
    with database():
        from tests import walls
        from tests.conftest import make_world
        from tests.matrix import rows_of

        with transaction.atomic():
            world = make_world()
            rows_of(world)
            walls.furnish(world)
            people, at, chance = walls.everybody(world), walls.looked_at(), random.Random(seed)
            answers = [*walls.reaches(world, people), *walls.targeted(world, people, at)]
            print(f"  {len(answers)} targeted", flush=True)
            answers += [walls.random_statement(chance.choice(people), at, chance) for _ in range(STATEMENTS)]
            transaction.set_rollback(True)
    end("wall", len(answers), [f"{what}: {wrong}" for what, wrong in answers if wrong])


if __name__ == "__main__":
    main()
