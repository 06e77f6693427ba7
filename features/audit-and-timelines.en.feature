# language: en
Feature: Timelines and audits (twin of 从拿地到七件齐备要多久, 核查发现什么)
  One definition is simulated, executed and audited: what its limits come to in working days, and what the record of a
  case handled by it shows.

  Background:
    Given the procedure "four-certs-three-docs"
    And these people:
      | name       | role              | on behalf of  |
      | Zhao Qiang | Applicant         | Jiangsu Dejie |
      | Chen Gang  | Deciding officer  |               |

  Rule: Every limit used to its last day, Administrative Licensing Law, Art. 42

    Scenario Outline: The order of handling makes the difference
      When scenario "<scenario>" is simulated from 2021-05-19
      Then simulated from the trigger to the last document, P90 is exactly <time>
      And simulated, P90 ends on <end>
      Examples:
        | scenario              | time             | end        |
        | statutory-serial      | 112 working days | 2021-10-29 |
        | statutory-local-rules | 77 working days  | 2021-09-06 |
        | statutory-parallel    | 30 working days  | 2021-07-01 |
        | start-on-land         | 0 working days   | 2021-05-19 |

    Scenario: What is done before the land is won is work all the same
      When scenario "start-on-land" is simulated from 2021-05-19
      Then simulated from the first act to the last document, P90 is at least 60 working days

    Scenario: A limit used to its last day is kept
      When scenario "statutory-serial" is simulated
      Then simulated, the clock "Decision" of "Construction permit" is kept at least 100 times in a hundred

  Rule: The record speaks for itself

    Background:
      Given project "dejie" is registered
      And the time is 2021-04-23 09:00
      And case "A" handles "Construction land planning permit" of project "dejie"
      And case "A" has lawfully reached "Under review"

    Scenario: A decision in time leaves nothing to say
      When "Chen Gang" does "Refuse" on case "A"
      Then the audit of project "dejie" finds nothing

    Scenario: An overrun is found with its article
      When 30 working days pass
      Then the audit of case "A" finds "overdue:Decision", under "Administrative Licensing Law, Art. 42"
      And the audit finds exactly:
        | finding                     | where |
        | overdue:Decision            | A     |
        | overdue:Decision (promised) | A     |
        | overrun never explained     | A     |
