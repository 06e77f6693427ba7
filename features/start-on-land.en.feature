# language: en
Feature: Start upon land acquisition (twin of 拿地两小时，七件齐发)
  Everything technical is reviewed before the land is won, as an opinion without legal effect. When contract, premium and
  deed tax are on record, each opinion becomes an application, an acceptance and a decision of its own.

  Background:
    Given the procedure "four-certs-three-docs"
    And the policy "pre_review" applies
    And these people:
      | name      | role             | on behalf of  |
      | Zhao Qiang | Applicant       | Jiangsu Dejie |
      | Li Mei    | Window officer   |               |
      | Wang Fang | Reviewing officer |              |
      | Chen Gang | Deciding officer |               |
    And project "dejie" is registered:
      | In an area that is assessed as a whole | no       |
      | Special works                          | no       |
      | EIA class                              | report   |
      | Annual energy use                      | 300      |
      | Annual electricity use                 | 1200000  |
      | In a soil and water conservation zone  | no       |
      | Design version                         | 1        |
      | Contractor                             | Changzhou No. 1 |
    And the time is 2021-04-19 09:00

  Rule: Pre-review and conversion, R3, R4, R7, R9

    Background:
      Given these items of project "dejie" are in force:
        | item                                     |
        | Enterprise investment project filing     |
        | Planning conditions                      |
        | Design scheme review                     |
      And these items of project "dejie" are pre-passed:
        | item                        |
        | Civil air defence decision  |
        | Construction land planning permit |
        | real_estate_certificate     |
        | Works planning permit       |
        | Drawing review certificate  |
      And project "dejie" records "Contractor and supervisor selected"
      And these items of project "dejie" are pre-passed:
        | item                                        |
        | Quality and safety supervision registration |
        | Construction permit                         |
      And project "dejie" determines "Fire design review of special works" not applicable because "no special works"
      And the time becomes 2021-05-19 08:30

    Scenario: Seven documents within two hours of the contract
      Given these items of project "dejie" are in force:
        | item                      |
        | State land grant contract |
      And project "dejie" records "Land premium paid in full"
      And project "dejie" records "Deed tax cleared"
      And the time becomes 2021-05-19 10:20
      When project "dejie" converts its pre-reviews:
        | item                                        | data    | value  |
        | Civil air defence decision                  | outcome | exempt |
        | Construction land planning permit |         |        |
        | real_estate_certificate                     |         |        |
        | Works planning permit                       |         |        |
        | Drawing review certificate                  |         |        |
        | Quality and safety supervision registration |         |        |
        | Construction permit                         |         |        |
      Then project "dejie" takes at most 2 hours from "trigger" to "last document"
      And project "dejie" takes at least 20 working days from "first pre-review request" to "last document"
      And in project "dejie", "Works planning permit" takes effect no later than "Construction permit"
      And "Construction permit" of project "dejie" is "in force"
      And "Construction start" of project "dejie" is blocked by:
        | item                                     |
        | Environmental impact assessment approval |
        | Land hand-over confirmation              |
        | Energy conservation review               |
        | Soil and water conservation plan         |

    Scenario: Without the contract nothing is converted
      When project "dejie" converts its pre-reviews
      Then it is refused, for "trigger:State land grant contract" among others
      And nothing new is recorded
